/// The container in which Office keeps workbooks that are older than .xlsx, or have a password.
///
/// Its layout is that of Microsoft's published [MS-CFB]; only the names of its streams are looked at.
enum OfficeContainer {
    static let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    /// Says what the container holds and what to do.
    static func refusal(of input: ReturnInput) throws(ReadingError) -> ReadingError {
        let place = Place(file: input.name, line: 0)
        if try streamNames(of: input).contains(where: { $0 == "EncryptedPackage" || $0 == "EncryptionInfo" }) {
            return ReadingError(
                code: .passwordProtected,
                place: place,
                sentence: "The workbook is password-protected. Save it without a password and send it again."
            )
        }
        return ReadingError(
            code: .unknownForm,
            place: place,
            sentence: "The file is an old Excel workbook (.xls). Save it as an Excel workbook (.xlsx) and send that."
        )
    }

    /// The names in the first part of the container's directory.
    private static func streamNames(of input: ReturnInput) throws(ReadingError) -> [String] {
        let head = try input.bytes(from: 0, count: 512)
        guard head.count == 512 else { return [] }
        let sectorSize = head[30] == 12 ? 4_096 : 512
        let sector = (0..<4).reduce(0) { $0 | Int(head[48 + $1]) << (8 * $1) }
        let directory = try input.bytes(from: (sector + 1) * sectorSize, count: sectorSize)
        return stride(from: 0, to: directory.count - 127, by: 128).map { start in
            let units = stride(from: start, to: start + 64, by: 2).map {
                UInt16(directory[$0]) | UInt16(directory[$0 + 1]) << 8
            }
            return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
        }
    }
}
