import Foundation

/// What is wrong with a password that somebody wants to have.
public enum PasswordProblem: Sendable, Hashable, CustomStringConvertible {
    case tooShort
    case common
    case ownName

    public var description: String {
        switch self {
        case .tooShort: "Choose a password of at least 8 characters. Three random words make a good one."
        case .common:
            "This password is one of those tried first by anybody who guesses. Three random words make a good one."
        case .ownName: "Your password must not be your name or email address. Three random words make a good one."
        }
    }
}

/// The rules of passwords: at least 8 characters, no upper bound, and nothing that is guessed first.
///
/// There are no rules on kinds of characters and no ends of life, as the National Cyber Security Centre advises.
public enum PasswordRules {
    /// Looks at a password.
    ///
    /// - Parameters:
    ///   - password: The password.
    ///   - email: The person's email address.
    ///   - name: The person's name.
    /// - Returns: What is wrong, or nil.
    public static func problem(_ password: String, email: String, name: String) -> PasswordProblem? {
        guard password.precomposedStringWithCompatibilityMapping.count >= 8 else { return .tooShort }
        let plain = password.lowercased().filter { !$0.isWhitespace }
        let core = core(plain)
        if isRun(plain) || CommonPasswords.words.contains(core) || isRepeated(core) { return .common }
        let own = [email.lowercased(), email.lowercased().prefix { $0 != "@" }.description]
        let names = name.lowercased().split(separator: " ").map(String.init) + [name.lowercased().filter { $0 != " " }]
        return (own + names).contains { $0 == plain || (!$0.isEmpty && $0 == core) } ? .ownName : nil
    }

    /// The word that somebody hid: `P4ssw0rd2026!` is `password`.
    private static func core(_ plain: String) -> String {
        let signs: Set<Character> = Set("0123456789!?.,-_*#+&£%")
        var word = Substring(plain)
        while let last = word.last, signs.contains(last) { word.removeLast() }
        while let first = word.first, signs.contains(first) { word.removeFirst() }
        return String(word.map { swapped[$0] ?? $0 })
    }

    private static let swapped: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i",
    ]

    /// Only digits and signs, or neighbours of the keyboard or the alphabet all the way.
    private static func isRun(_ plain: String) -> Bool {
        if !plain.contains(where: \.isLetter) { return Set(plain).count < 6 || isNeighbours(plain) }
        return isNeighbours(plain)
    }

    private static func isNeighbours(_ plain: String) -> Bool {
        let rows = [
            "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv",
        ]
        let both = rows + rows.map { String($0.reversed()) }
        return both.contains { $0.contains(plain) } || isJoined(plain, of: both)
    }

    /// Two or three pieces, each of them a piece of a row: `qwertyasdf`, `abcd1234`.
    private static func isJoined(_ plain: String, of rows: [String]) -> Bool {
        var rest = Substring(plain)
        var pieces = 0
        while !rest.isEmpty {
            let longest = (1...rest.count).reversed().first { count in rows.contains { $0.contains(rest.prefix(count)) }
            }
            guard let longest, longest >= 3, pieces < 3 else { return false }
            rest.removeFirst(longest)
            pieces += 1
        }
        return true
    }

    /// The same few letters again and again: `aaaaaaaa`, `abcabcabc`.
    private static func isRepeated(_ word: String) -> Bool {
        guard word.count >= 2 else { return true }
        return (1...max(1, min(4, word.count / 2))).contains { length in
            let unit = word.prefix(length)
            let again = String(repeating: String(unit), count: word.count / length + 1)
            return again.hasPrefix(word)
        }
    }
}

/// Words that are guessed first, alone or with digits and signs around them.
enum CommonPasswords {
    static let words: Set<String> = Set(
        """
        password passwort passw passwd passphrase pass word secret secrets letmein letmeinnow welcome welcomeback \
        hello helloworld changeme changethis newpassword mypassword nopassword default temporary temppass test testing \
        testtest tester guest admin administrator root superuser user username login signin access manager office \
        computer internet windows microsoft google facebook samsung iphone school schools teacher headteacher pupil \
        pupils children education classroom council county authority senco send sendstat sendteam statistics census \
        data dataofficer qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx iloveyou loveyou \
        iloveme lovelove lovely sunshine princess football baseball basketball cricket rugby liverpool arsenal chelsea \
        everton tottenham manchester manunited mancity celtic rangers newcastle westham leeds london england britain \
        birmingham scotland wales ireland yorkshire summer winter spring autumn january february march april june july \
        august september october november december monday tuesday wednesday thursday friday saturday sunday christmas \
        dragon monkey master shadow michael jennifer jessica ashley charlie daniel thomas george jordan harry hunter \
        matthew andrew joshua superman batman spiderman starwars pokemon naruto minecraft fortnite trustno trustnoone \
        whatever freedom computers flower flowers butterfly rainbow unicorn chocolate cheese banana orange purple \
        yellow silver golden diamond angel angels babygirl family mother father sister brother abc abcd abcdef abcdefg \
        letmeinplease opensesame correcthorse correcthorsebatterystaple blahblah foobar killer ninja cookie pepper \
        ginger buster tigger snoopy maggie bailey sophie oliver jasper poppy daisy molly millie
        """.split(separator: " ").map(String.init)
    )
}
