import Foundation
import Testing
import Warehouse

@Suite struct PasswordRulesTests {
    @Test(
        arguments: [
            ("", PasswordProblem.tooShort), ("abc12!x", .tooShort), ("ÄÖÜäöüß", .tooShort),
            ("password", .common), ("Password1", .common), ("P4ssw0rd2026!", .common), ("pass word", .common),
            ("12345678", .common), ("123456789012", .common), ("11111111", .common), ("abcabcabc", .common),
            ("qwertyuiop", .common), ("qwerty123456", .common), ("1qaz2wsx", .common), ("87654321", .common),
            ("letmein!!", .common), ("Liverpool1892", .common), ("September2026", .common), ("sendstat1", .common),
            ("abcdefgh", .common), ("asdfghjk", .common),
            ("ruth.okafor@example.org", .ownName), ("Ruth.Okafor", .ownName), ("ruthokafor", .ownName),
            ("Ruth Okafor1", .ownName),
        ]
    )
    func `what is guessed first is refused`(_ password: String, _ problem: PasswordProblem) {
        let found = PasswordRules.problem(password, email: "ruth.okafor@example.org", name: "Ruth Okafor")
        #expect(found == problem, "\(password)")
    }

    @Test(
        arguments: [
            "kettle harbour violet", "x7#Lq9vT", "ruthless okapi forest", "passwords are hard to choose",
            String(repeating: "a long one with blanks ", count: 44), "naïve café über", "正しい馬の電池ホチキス",
        ]
    )
    func `others are taken, of any length and any letters`(_ password: String) {
        #expect(PasswordRules.problem(password, email: "ruth.okafor@example.org", name: "Ruth Okafor") == nil)
    }

    @Test func `a hash fits its password alone, however its accents were typed, up to its last character`()
        async throws
    {
        let long = String(repeating: "kettle harbour ", count: 66) + "café ends"
        #expect(long.count >= 990)
        let hash = try await PasswordHash.make(of: long)
        let again = try await PasswordHash.make(of: long)
        #expect(hash.salt != again.salt && hash.hash != again.hash)
        #expect(try await hash.matches(long.decomposedStringWithCanonicalMapping))
        #expect(try await !hash.matches(String(long.dropLast())))
        #expect(try await !hash.matches(""))
    }
}
