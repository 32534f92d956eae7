import Foundation
import Subprocess
import SystemPackage

/// Runs a worker in a session of its own and stays with it to its end.
package struct WorkerProcess: Sendable {
    /// Between the request to stop and the kill.
    package let grace: Duration

    package init(grace: Duration = .seconds(10)) {
        self.grace = grace
    }

    /// Starts the worker and returns when it has ended.
    ///
    /// Cancelling the task ends the worker: SIGTERM to its process group, after ``grace`` SIGKILL.
    ///
    /// - Parameters:
    ///   - launch: What to start, and with what.
    ///   - started: Called once the process exists, before it is waited for.
    /// - Returns: How it ended.
    /// - Throws: What kept the process from starting.
    package func run(
        _ launch: WorkerLaunch,
        started: @Sendable (WorkerIdentity) async throws -> Void
    ) async throws -> WorkerExit {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)]
        let log = try FileDescriptor.open(
            FilePath(launch.log.path),
            .writeOnly,
            options: [.create, .append, .closeOnExec],
            permissions: [.ownerReadWrite]
        )
        let environment = Dictionary(
            launch.environment.map { (Environment.Key(stringLiteral: $0), $1) },
            uniquingKeysWith: { _, last in last }
        )
        let input = launch.input
        let result = try await Subprocess.run(
            .path(FilePath(launch.executable.path)),
            arguments: Arguments(launch.arguments),
            environment: .custom(environment),
            workingDirectory: FilePath(launch.folder.path),
            platformOptions: options,
            input: .inputWriter,
            output: .fileDescriptor(log, closeAfterSpawningProcess: true),
            error: .combinedWithOutput
        ) { execution in
            if let identity = WorkerIdentity(pid: execution.processIdentifier.value) {
                try await started(identity)
            }
            _ = try? await execution.standardInputWriter.write(input)
            try? await execution.standardInputWriter.finish()
        }
        return switch result.terminationStatus {
        case .exited(let code): .exited(code: code)
        case .signaled(let signal): .signalled(signal)
        }
    }

    /// Stays with a worker that an earlier server started, until it is gone.
    ///
    /// Cancelling the task ends the worker as in ``run(_:started:)``.
    package func adopt(_ worker: WorkerIdentity, every interval: Duration = .milliseconds(250)) async -> WorkerExit {
        while worker.isAlive {
            do {
                try await Task.sleep(for: interval)
            } catch {
                await end(worker, every: interval)
                return .vanished
            }
        }
        return .vanished
    }

    private func end(_ worker: WorkerIdentity, every interval: Duration) async {
        // A detached task, because this one is cancelled and could not sleep.
        await Task.detached {
            kill(-worker.pid, SIGTERM)
            let deadline = ContinuousClock.now + grace
            while worker.isAlive, ContinuousClock.now < deadline {
                try? await Task.sleep(for: interval)
            }
            if worker.isAlive {
                kill(-worker.pid, SIGKILL)
            }
        }.value
    }
}
