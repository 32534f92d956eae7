import Foundation
import RoostClient

extension LiveServer {
    /// The process that works on an execution, or did, once it is known; not one of those in `gone`.
    ///
    /// - Throws: `notFound` when the execution has ended without another one.
    func worker(of execution: Identifier<Execution>, besides gone: Set<pid_t> = []) async throws -> pid_t {
        struct Identity: Decodable {
            let pid: Int32
        }
        let file = home.appending(path: "executions/\(execution)/worker.json")
        return try await awaiting("a worker of \(execution)") {
            let hasEnded = try await roost.execution(execution).status.isFinished
            if let data = try? Data(contentsOf: file),
                let identity = try? JSONDecoder().decode(Identity.self, from: data),
                !gone.contains(identity.pid)
            {
                return identity.pid
            }
            guard !hasEnded else { throw RoostError(.notFound, "no other worker was started for \(execution)") }
            return nil
        }
    }
}
