import Foundation
import Logging
import RoostArtifactStore
import RoostEntities
import RoostOperations
import RoostWorkers
import ServiceLifecycle

/// Starts queued executions while there are free slots and stays with their workers to the end.
///
/// The rows of the metadata store are the queue. What was running when an earlier server stopped is adopted if its
/// process lives, else queued again.
package struct ExecutionScheduler: Service {
    private let operations: Operations
    private let folders: VersionFolders
    private let settings: SchedulerSettings
    private let process: WorkerProcess
    private let logger: Logger

    package init(
        operations: Operations,
        blobs: any BlobStore,
        settings: SchedulerSettings,
        process: WorkerProcess = WorkerProcess(),
        logger: Logger
    ) {
        self.operations = operations
        self.folders = VersionFolders(operations: operations, blobs: blobs, home: settings.home)
        self.settings = settings
        self.process = process
        self.logger = logger
    }

    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                try await schedule()
            }
        } catch is CancellationError {
            // Asked to stop: every worker is gone by now.
        }
    }

    private enum Occurrence: Sendable {
        /// An execution was made or changed, or some time has passed.
        case look
        case ended(Identifier<Execution>)
    }

    private func schedule() async throws {
        let (occurrences, occur) = AsyncStream.makeStream(of: Occurrence.self)
        try await withThrowingDiscardingTaskGroup { group in
            let changes = operations.executionChanges()
            group.addTask {
                for await _ in changes { occur.yield(.look) }
            }
            group.addTask {
                while true {
                    occur.yield(.look)
                    try await Task.sleep(for: .seconds(1))
                }
            }
            var stops: [Identifier<Execution>: AsyncStream<Void>.Continuation] = [:]
            for execution in try await operations.runningExecutions() {
                let (stop, continuation) = AsyncStream.makeStream(of: Void.self)
                stops[execution.id] = continuation
                group.addTask {
                    await resume(execution, stop: stop)
                    occur.yield(.ended(execution.id))
                }
            }
            for await occurrence in occurrences {
                if case .ended(let id) = occurrence {
                    stops.removeValue(forKey: id)?.finish()
                }
                try await stopWhatShouldNotRun(stops)
                while stops.count < settings.slots, let claimed = try await operations.claimNextExecution() {
                    let (stop, continuation) = AsyncStream.makeStream(of: Void.self)
                    stops[claimed.execution.id] = continuation
                    group.addTask {
                        await start(claimed, stop: stop)
                        occur.yield(.ended(claimed.execution.id))
                    }
                }
            }
        }
    }

    /// Ends the workers of cancelled executions and those that have fallen silent.
    private func stopWhatShouldNotRun(
        _ stops: [Identifier<Execution>: AsyncStream<Void>.Continuation]
    ) async throws {
        guard !stops.isEmpty else { return }
        let now = Timestamp.now
        for execution in try await operations.runningExecutions() {
            let heard = execution.heartbeatAt ?? execution.startedAt ?? now
            if execution.status == .cancelling || heard.seconds(to: now) > settings.silence {
                stops[execution.id]?.finish()
            }
        }
    }

    private func start(_ claimed: ClaimedExecution, stop: AsyncStream<Void>) async {
        let execution = claimed.execution
        let folder = ExecutionFolder(of: execution.id, home: settings.home)
        do {
            try folder.create()
            let assignment = Assignment(
                server: settings.server,
                token: claimed.secret,
                project: claimed.project,
                execution: execution.id,
                modelFolder: try await folders.folder(of: execution, in: claimed.project),
                workFolder: folder.work,
                featureFolder: settings.home.appending(path: "features"),
                runtimeLibrary: settings.runtimeLibrary
            )
            let launch = WorkerLaunch(
                executable: settings.executable,
                arguments: ["execute"],
                environment: settings.environment,
                folder: folder.url,
                log: folder.log,
                input: Array(try JSONEncoder().encode(assignment))
            )
            let exit = try await until(stop) {
                try await process.run(launch) { try folder.record($0) }
            }
            await conclude(execution.id, exit: exit, folder: folder)
        } catch is CancellationError {
            // The server stops: the row stays running, and the next server finds its worker gone.
        } catch {
            await fail(execution.id, reason: "the worker could not be started: \(error)", folder: folder)
        }
    }

    /// Goes on with an execution that an earlier server had started.
    private func resume(_ execution: Execution, stop: AsyncStream<Void>) async {
        let folder = ExecutionFolder(of: execution.id, home: settings.home)
        var exit = WorkerExit.vanished
        if let worker = folder.worker, worker.isAlive {
            logger.info("adopted a worker", metadata: ["execution": "\(execution.id)", "pid": "\(worker.pid)"])
            exit = (try? await until(stop) { await process.adopt(worker) }) ?? .vanished
        }
        guard !Task.isCancelled else { return }
        await conclude(execution.id, exit: exit, folder: folder)
    }

    /// Does `work` until it ends or `stop` says so, which cancels it.
    private func until(
        _ stop: AsyncStream<Void>,
        _ work: @escaping @Sendable () async throws -> WorkerExit
    ) async throws -> WorkerExit {
        try await withThrowingTaskGroup(of: WorkerExit?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in stop {}
                return nil
            }
            while let finished = try await group.next() {
                group.cancelAll()
                if let exit = finished { return exit }
            }
            return .vanished
        }
    }

    private func conclude(_ id: Identifier<Execution>, exit: WorkerExit, folder: ExecutionFolder) async {
        guard !Task.isCancelled else { return }
        do {
            guard let execution = try await operations.runningExecutions().first(where: { $0.id == id }) else {
                return folder.clean()
            }
            let reason =
                execution.status == .cancelling ? "cancelled" : "the worker \(exit.words) before it had finished"
            folder.note(reason)
            let after = try await operations.workerIsGone(id, reason: reason, attempts: settings.attempts)
            if after.status.isFinished { folder.clean() }
            logger.info(
                "a worker is gone",
                metadata: ["execution": "\(id)", "reason": "\(reason)", "status": "\(after.status.rawValue)"]
            )
        } catch {
            logger.error("an execution could not be concluded", metadata: ["execution": "\(id)", "error": "\(error)"])
        }
    }

    private func fail(_ id: Identifier<Execution>, reason: String, folder: ExecutionFolder) async {
        folder.note(reason)
        do {
            _ = try await operations.failExecution(id, reason: reason)
            folder.clean()
        } catch {
            logger.error("an execution could not be failed", metadata: ["execution": "\(id)", "error": "\(error)"])
        }
    }
}
