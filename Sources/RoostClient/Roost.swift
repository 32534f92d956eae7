import AsyncHTTPClient
import Foundation
@_exported import RoostEntities
import RoostThreads

/// A Roost server, seen by one token in one project.
///
///     let roost = try Roost.discover()
///     let version = try await roost.push(folder: URL(filePath: "checkpoint"), to: Model.Name("digits"))
///     let answers = try await roost.predict(images: [URL(filePath: "7.png")], with: version.reference)
///
/// It is a value: copy it, hand it to tasks, let it go. Connections are shared by the whole process and close
/// themselves when idle, so there is nothing to shut down. Every method throws ``RoostError``; its message says what
/// to do next.
public struct Roost: Sendable {
    /// Where the server listens, such as `http://127.0.0.1:7400`.
    public let url: URL
    /// The name of the project that models, datasets and executions are looked for in.
    public let project: String

    let connection: Connection
    /// Reads and writes files, so that Swift's cooperative pool never waits for a disk.
    let threads: BlockingThreads

    public init(url: URL, token: String, project: String = "default") {
        self.init(url: url, token: token, project: project, http: nil)
    }

    package init(url: URL, token: String, project: String, http: HTTPClient?, backoff: Backoff = .network) {
        self.url = url
        self.project = project
        connection = Connection(url: url, token: token, http: http, backoff: backoff)
        threads = .files
    }

    /// The same server and token, another project.
    public func project(_ name: Project.Name) -> Roost {
        Roost(url: url, project: name.text, connection: connection, threads: threads)
    }

    private init(url: URL, project: String, connection: Connection, threads: BlockingThreads) {
        self.url = url
        self.project = project
        self.connection = connection
        self.threads = threads
    }

    /// A path inside the project.
    func inProject(_ components: String...) -> [String] {
        ["projects", project] + components
    }
}

extension BlockingThreads {
    /// One set for the process: more threads would not make a disk faster.
    fileprivate static let files = BlockingThreads(
        label: "roost.files",
        count: max(2, ProcessInfo.processInfo.activeProcessorCount)
    )
}
