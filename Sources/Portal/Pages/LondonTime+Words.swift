import Returns
import Warehouse

extension LondonTime {
    /// As people write a time in England: "16 January 2026, 5pm", the last second of a day as "midnight".
    var words: String {
        // londonText is "2026-01-16 17:00:00 GMT".
        let clock = londonText.split(separator: " ").dropFirst().first ?? ""
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        let (hour, minute) = (parts.first ?? 0, parts.dropFirst().first ?? 0)
        return "\(date.words), \(Self.words(hour: hour, minute: minute))"
    }

    private static func words(hour: Int, minute: Int) -> String {
        switch (hour, minute) {
        case (23, 59): return "midnight"
        case (12, 0): return "midday"
        default:
            let shown = hour % 12 == 0 ? 12 : hour % 12
            let half = hour < 12 ? "am" : "pm"
            return minute == 0 ? "\(shown)\(half)" : "\(shown):\(minute < 10 ? "0" : "")\(minute)\(half)"
        }
    }
}

extension CalendarDate {
    /// As people write a date in England: "16 January 2026".
    var words: String {
        let parts = description.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return description }
        return "\(parts[2]) \(Self.months[parts[1] - 1]) \(parts[0])"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
