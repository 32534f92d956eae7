import ArgumentParser
import RoostClient

struct ProjectList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List projects.")

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let projects = try await global.connect().allProjects().prefix(upTo: list.limit)
        try global.output.show(
            projects.items,
            empty: "no projects; make one: roost projects create NAME",
            hasMore: projects.hasMore
        )
    }
}
