import Crypto
import Testing
import Warehouse

@Suite struct VectorTests {
    @Test(
        arguments: [
            (
                "", "", ScryptCost(rounds: 16, blockSize: 1, parallelism: 1),
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
            ),
            (
                "password", "NaCl", ScryptCost(rounds: 1024, blockSize: 8, parallelism: 16),
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
            ),
            (
                "pleaseletmein", "SodiumChloride", ScryptCost(rounds: 16384, blockSize: 8, parallelism: 1),
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
            ),
        ]
    )
    func `scrypt gives what RFC 7914 section 12 says`(
        _ password: String,
        _ salt: String,
        _ cost: ScryptCost,
        _ expected: String
    ) throws {
        let key = try PasswordHash.scrypt(Array(password.utf8), salt: Array(salt.utf8), cost: cost, count: 64)
        #expect(key == SymmetricKey(data: bytes(expected)))
    }

    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]
    )
    func `one-time codes are those of RFC 6238 appendix B`(_ seconds: Int64, _ expected: String) {
        let secret = Array("12345678901234567890".utf8)
        let step = seconds / OneTimeCode.period
        #expect(OneTimeCode.code(step: step, secret: secret, digits: 8) == expected)
        #expect(OneTimeCode.code(step: step, secret: secret) == String(expected.suffix(6)))
    }

    @Test(
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ]
    )
    func `Base32 is that of RFC 4648 section 10, without padding`(_ text: String, _ expected: String) {
        #expect(Base32.text(Array(text.utf8)) == expected)
    }

    @Test func `a code works in its own period and the two beside it, and once`() {
        let secret = Array("12345678901234567890".utf8)
        let code = OneTimeCode.code(step: 1000, secret: secret)
        func step(_ period: Int64, after last: Int64 = 0) -> Int64? {
            OneTimeCode.step(of: code, secret: secret, at: period * 30 + 7, after: last)
        }
        #expect(step(998) == nil)
        #expect(step(999) == 1000)
        #expect(step(1000) == 1000)
        #expect(step(1001) == 1000)
        #expect(step(1002) == nil)
        #expect(step(1000, after: 1000) == nil)
        #expect(OneTimeCode.step(of: "", secret: secret, at: 30_000, after: 0) == nil)
    }

    private func bytes(_ text: String) -> [UInt8] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}
