import ArgumentParser
import RoostClient

struct ExecutionLogs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Print what an execution's process wrote."
    )

    @Argument(help: Names.execution, transform: { try Identifier<Execution>($0) })
    var id: Identifier<Execution>

    @Flag(name: .shortAndLong, help: "Go on as the log grows, until the execution ends.")
    var follow = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        var offset: Int64 = 0
        var isEmpty = true
        while true {
            let chunk = try await roost.log(of: id, from: offset, wait: follow ? 20 : 0)
            let moved = chunk.nextOffset > offset
            offset = chunk.nextOffset
            if !chunk.text.isEmpty {
                isEmpty = false
                try print(chunk.text, to: output)
            }
            guard !chunk.finished, follow || moved else { break }
        }
        if isEmpty { output.say("nothing is in the log of \(id)") }
    }

    private func print(_ text: String, to output: Output) throws {
        guard !global.json else { return try output.print(json: ["text": text]) }
        output.console.write(Output.safe(text, keeping: "\n"), .data)
    }
}
