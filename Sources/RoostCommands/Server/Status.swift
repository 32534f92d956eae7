import ArgumentParser
import Foundation
import RoostClient

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say which server answers, whether it is well, and who you are there."
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let health = try await roost.health()
        let session = try await roost.session()
        try global.output.show(StatusSummary(url: roost.url.absoluteString, health: health, session: session))
        global.output.hint("roost models list")
    }
}

/// A server and whom it takes us for.
struct StatusSummary: Encodable, Details {
    let url: String
    let health: Health
    let session: Session

    var fields: [Field] {
        [Field("server", url), Field("status", health.status), Field("version", health.version)] + session.fields
    }
}
