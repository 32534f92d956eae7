import ArgumentParser

struct TokenCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "Make, list and revoke the tokens that open the server.",
        subcommands: [TokenCreate.self, TokenList.self, TokenRevoke.self]
    )
}
