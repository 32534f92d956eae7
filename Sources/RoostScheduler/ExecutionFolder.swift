import Foundation
import RoostEntities
import RoostWorkers

/// `executions/<id>/` in the home: an execution's work folder, its log, and which process works on it.
struct ExecutionFolder: Sendable {
    let url: URL

    init(of execution: Identifier<Execution>, home: URL) {
        url = home.appending(path: "executions").appending(path: execution.description)
    }

    var log: URL { url.appending(path: "log") }
    /// What the worker may write in; it outlives a worker that is started again.
    var work: URL { url.appending(path: "work") }
    private var workerFile: URL { url.appending(path: "worker.json") }

    func create() throws {
        try FileManager.default.createDirectory(
            at: work,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Removes what the worker left, once nobody will go on with it; the log stays.
    func clean() {
        try? FileManager.default.removeItem(at: work)
    }

    /// The process that was last started for the execution, if that is known.
    var worker: WorkerIdentity? {
        guard let data = try? Data(contentsOf: workerFile) else { return nil }
        return try? JSONDecoder().decode(WorkerIdentity.self, from: data)
    }

    func record(_ worker: WorkerIdentity) throws {
        try JSONEncoder().encode(worker).write(to: workerFile, options: .atomic)
    }

    /// Adds a line of the server's own to what the worker printed.
    func note(_ line: String) {
        guard let handle = FileHandle(forUpdatingAtPath: log.path) else {
            try? Data("roost: \(line)\n".utf8).write(to: log)
            return
        }
        defer { try? handle.close() }
        _ = try? handle.seekToEnd()
        try? handle.write(contentsOf: Data("roost: \(line)\n".utf8))
    }
}
