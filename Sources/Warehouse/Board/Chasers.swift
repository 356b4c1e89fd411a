import PostgreSQL
import Returns

/// A message to a sender whose return is not signed yet; it holds no person's data.
public struct Chaser: Sendable, Hashable {
    public let sender: String
    public let returnName: String
    public let year: Int
    /// Which of the reminders it is: so many days before it is due.
    public let daysBefore: Int
    public let subject: String
    public let body: String
}

extension Warehouse {
    /// How many days before a return is due its sender is reminded.
    public static let reminderDays = [14, 7, 2, 0]

    /// Puts the reminders that are due into the outbox, each once.
    ///
    /// A reminder whose day was missed is made up for until the next one is due.
    ///
    /// - Parameter now: The moment that counts; the day is that of London.
    /// - Returns: Those that are new.
    /// - Throws: A `PostgreSQLError`.
    public func dueChasers(now: LondonTime) async throws -> [Chaser] {
        var chasers: [Chaser] = []
        for collection in try await collections() where collection.isOpen && collection.signOff == .twoPeople {
            let left = Int(collection.dueAt.date.daysSince1970 - now.date.daysSince1970)
            guard left >= 0, let reminder = Self.reminderDays.filter({ $0 >= left }).min() else { continue }
            chasers += try await remind(collection, reminder, left: left)
        }
        return chasers
    }

    private func remind(_ collection: ReturnCollection, _ reminder: Int, left: Int) async throws -> [Chaser] {
        let words = ChaserWords(collection: collection, daysLeft: left)
        return try await transaction { session in
            let rows = try session.query(
                """
                INSERT INTO intake.outbox (kind, sender, return_name, collection_year, days_before, subject, body)
                SELECT 'chaser', b.sender, b.return_name, b.collection_year, $3, $4,
                    replace($5, '{step}', lower(b.step))
                FROM intake.collection_board b
                WHERE b.return_name = $1 AND b.collection_year = $2 AND b.counting_id IS NULL
                ORDER BY b.sender
                ON CONFLICT (return_name, collection_year, sender, days_before) DO NOTHING
                RETURNING sender, subject, body
                """,
                [
                    .text(collection.returnName), Parameter(collection.year), Parameter(reminder),
                    .text(words.subject), .text(words.body),
                ]
            )
            if !rows.isEmpty {
                let counts = ["days_before": "\(reminder)", "messages": "\(rows.count)"]
                try Audit.record("reminders-written", "collection:\(collection.name)", counts, in: session)
            }
            return try rows.map { row in
                Chaser(
                    sender: try row.get("sender"),
                    returnName: collection.returnName,
                    year: collection.year,
                    daysBefore: reminder,
                    subject: try row.get("subject"),
                    body: try row.get("body")
                )
            }
        }
    }
}

/// What a reminder says.
private struct ChaserWords {
    let collection: ReturnCollection
    let daysLeft: Int

    var subject: String {
        switch daysLeft {
        case 0: "Your \(collection.name) return is due today"
        case 1: "Your \(collection.name) return is due tomorrow"
        default: "Your \(collection.name) return is due in \(daysLeft) days"
        }
    }

    var body: String {
        """
        Your \(collection.name) return is not signed yet. It stands at: {step}.
        It is due by \(collection.dueAt.londonText). It is in time when an approver has signed it by then.
        """
    }
}
