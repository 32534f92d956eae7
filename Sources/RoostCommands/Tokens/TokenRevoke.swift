import ArgumentParser
import RoostClient

struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a token: whoever holds it is locked out at once."
    )

    @Argument(help: "The token's identifier, from 'roost tokens list'.", transform: { try Identifier<AccessToken>($0) })
    var id: Identifier<AccessToken>

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        try global.output.confirm("Revoke token \(id)?", assumed: confirmation.yes)
        try await roost.revokeToken(id)
        global.output.say("revoked \(id)")
    }
}
