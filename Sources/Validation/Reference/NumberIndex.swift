/// Finds the place of a number in time that grows with the logarithm of their count.
struct NumberIndex: Sendable {
    private let numbers: [Int32]
    private let places: [Int32]

    /// Takes numbers with their places; of several with one number the last counts.
    init(_ entries: [(number: Int32, place: Int)]) {
        var last: [Int32: Int32] = [:]
        for entry in entries { last[entry.number] = Int32(entry.place) }
        let sorted = last.sorted { $0.key < $1.key }
        numbers = sorted.map(\.key)
        places = sorted.map(\.value)
    }

    func place(of number: Int32) -> Int? {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number ? Int(places[low]) : nil
    }
}
