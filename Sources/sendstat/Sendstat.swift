import ArgumentParser

@main
struct Sendstat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sendstat",
        abstract: "The national SEND data pipeline: check, load, cut and report."
    )
}
