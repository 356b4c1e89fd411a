import ArgumentParser
import Foundation
import Warehouse

extension AccountCommand {
    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a person's password, read from standard input.",
            discussion: """
                The first line of standard input is the password; on a terminal it is asked for and not shown. With
                --link, the secret of a link is printed instead, by which the person chooses one.
                """
        )

        @OptionGroup var home: Home

        @Argument(help: "The account's address.")
        var email: String

        @Flag(help: "Print the secret of a link that works once and for an hour.")
        var link = false

        func run() async throws {
            let password = link ? "" : try SecretInput.read("Password: ")
            let secret = try await home.withWarehouse { opened -> Secret? in
                let account = try await opened.warehouse.account(email: email)
                if link { return try await opened.warehouse.makePasswordLink(of: account.id) }
                try await opened.warehouse.setPassword(password, of: account.id)
                return nil
            }
            if let secret { Talk.print(secret.text) }
        }
    }

    struct SecondFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "second-factor",
            abstract: "Set up a person's one-time codes, or take them away.",
            discussion: """
                Prints what the person's authenticator app takes, then reads the first code from standard input and
                prints recovery codes. All of it is for the person alone. With --remove, for a lost device, what was
                set up is taken away; the person sets it up anew at the next sign-in.
                """
        )

        @OptionGroup var home: Home

        @Argument(help: "The account's address.")
        var email: String

        @Flag(help: "Take the second factor away. The person's sessions end.")
        var remove = false

        func run() async throws {
            try await home.withWarehouse { opened in
                let account = try await opened.warehouse.account(email: email)
                if remove { return try await opened.warehouse.removeSecondFactor(of: account.id) }
                let setup = try await opened.warehouse.beginSecondFactor(of: account.id)
                Talk.print(setup.address.text)
                let code = try SecretInput.read("Code that the app shows: ")
                guard let codes = try await opened.warehouse.confirmSecondFactor(of: account.id, code: code) else {
                    Talk.say("sendstat: This is not the code of this moment. Start again.")
                    throw Failure.couldNot
                }
                for code in codes { Talk.print(code.text) }
            }
        }
    }
}

/// A secret, as the program takes it: from standard input, never as an argument that other programs could see.
enum SecretInput {
    /// Reads one line.
    ///
    /// - Parameter prompt: What to ask on a terminal, where what is typed is not shown.
    /// - Returns: The line, without its end.
    /// - Throws: `SecretMissing` when there is none.
    static func read(_ prompt: String) throws -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        if isTerminal { FileHandle.standardError.write(Data(prompt.utf8)) }
        var shown = termios()
        if isTerminal {
            unsafe tcgetattr(STDIN_FILENO, &shown)
            var hidden = shown
            hidden.c_lflag &= ~tcflag_t(ECHO)
            unsafe tcsetattr(STDIN_FILENO, TCSANOW, &hidden)
        }
        defer {
            if isTerminal {
                unsafe tcsetattr(STDIN_FILENO, TCSANOW, &shown)
                Talk.say("")
            }
        }
        guard let line = readLine(strippingNewline: true) else { throw SecretMissing() }
        return line
    }
}

struct SecretMissing: Error, CustomStringConvertible {
    var description: String { "Nothing was given on standard input. Give the secret as its first line." }
}
