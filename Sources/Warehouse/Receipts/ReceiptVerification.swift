import Foundation

/// Whether a receipt is ours, word for word, and speaks of the files at hand.
public enum ReceiptVerification: Sendable, Hashable {
    case good(SignedReceipt)
    /// It is not what it says it is; one sentence each.
    case bad([String])

    /// Verifies a receipt; needs no database and no network.
    ///
    /// - Parameters:
    ///   - text: The receipt's file.
    ///   - files: Hashes of the files at hand, in lower-case hexadecimal, by name; with none only the receipt is verified.
    ///   - key: The published key; nil to take the receipt's own, which then proves only that nothing was changed.
    public init(text: String, files: [String: String], key: ReceiptPublicKey?) {
        guard let receipt = Self.read(text) else {
            self = .bad(["This is not a receipt, or something was added to it. Take the file as it was given."])
            return
        }
        var faults = Self.faults(receipt, key)
        let known = Set(receipt.content.files.map(\.sha256))
        for (name, sha256) in files.sorted(by: { $0.key < $1.key }) where !known.contains(sha256) {
            faults.append("\(name) is not a file of this receipt: its content is another.")
        }
        if !files.isEmpty {
            let held = Set(files.values)
            for file in receipt.content.files where !held.contains(file.sha256) {
                faults.append("\(file.name) of the receipt is not among the files given.")
            }
        }
        self = faults.isEmpty ? .good(receipt) : .bad(faults)
    }

    private static func faults(_ receipt: SignedReceipt, _ key: ReceiptPublicKey?) -> [String] {
        guard let own = ReceiptPublicKey(receipt.signature.publicKey), receipt.signature.key == own.id else {
            return ["The receipt names a key that it does not hold."]
        }
        if let key, key.text != own.text {
            return ["The receipt is signed with key \(own.id), not with the published key \(key.id)."]
        }
        guard receipt.signature.algorithm == "Ed25519", let bytes = try? SignedReceipt.canonical(receipt.content),
            own.isSignature(receipt.signature.value, of: bytes)
        else { return ["The receipt was changed after it was signed."] }
        return []
    }

    /// Reads it, and makes sure that nothing stands in it that is not signed.
    private static func read(_ text: String) -> SignedReceipt? {
        let data = Data(text.utf8)
        guard let receipt = try? JSONDecoder().decode(SignedReceipt.self, from: data),
            receipt.schema == "sendstat-signed-receipt", receipt.version == 1,
            let again = try? receipt.text(),
            let given = try? JSONSerialization.jsonObject(with: data) as? NSDictionary,
            let made = try? JSONSerialization.jsonObject(with: Data(again.utf8)) as? NSDictionary,
            given == made
        else { return nil }
        return receipt
    }
}
