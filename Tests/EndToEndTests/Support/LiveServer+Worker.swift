import Foundation
import RoostClient

extension LiveServer {
    /// The process that works on an execution, once it is known; not one of those in `gone`.
    func worker(of execution: Identifier<Execution>, besides gone: Set<pid_t> = []) async throws -> pid_t {
        struct Identity: Decodable {
            let pid: Int32
        }
        let file = home.appending(path: "executions/\(execution)/worker.json")
        for _ in 0..<800 {
            if let data = try? Data(contentsOf: file),
                let identity = try? JSONDecoder().decode(Identity.self, from: data),
                !gone.contains(identity.pid)
            {
                return identity.pid
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw RoostError(.notFound, "no worker was started for \(execution)")
    }
}
