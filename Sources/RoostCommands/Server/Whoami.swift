import ArgumentParser
import RoostClient

struct Whoami: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whom the server takes this token for.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try global.output.show(try await global.connect().session())
    }
}

extension Session: Details {
    var fields: [Field] {
        [Field("name", name), Field("role", role.rawValue), Field("project", project?.text ?? "all")]
    }
}
