extension Roost {
    /// The newest first, without their predictions.
    public func executions(
        status: Execution.Status? = nil,
        page: PageRequest = .first
    ) async throws -> Page<Execution> {
        let request = Request(.get, inProject("executions")).adding(page).adding("status", status?.rawValue)
        return try await connection.value(request)
    }

    public func allExecutions(status: Execution.Status? = nil) -> Listing<Execution> {
        Listing { try await executions(status: status, page: $0) }
    }

    public func execution(_ id: Identifier<Execution>) async throws -> Execution {
        try await connection.value(Request(.get, path(of: id)))
    }

    public func createExecution(
        _ kind: Execution.Kind,
        with version: Reference,
        on input: Execution.Input
    ) async throws -> Execution {
        struct Body: Encodable {
            let kind: Execution.Kind
            let version: Reference
            let input: Execution.Input
        }
        let body = Body(kind: kind, version: version, input: input)
        return try await connection.value(Request(.post, inProject("executions")).json(body))
    }

    /// The execution once it has ended, however it ended.
    ///
    /// `onChange`: hears of every change of status or progress that is seen on the way.
    public func wait(
        for id: Identifier<Execution>,
        onChange: @Sendable (Execution) -> Void = { _ in }
    ) async throws -> Execution {
        var backoff = connection.backoff
        while true {
            do {
                let request = Request(.get, path(of: id)).adding("wait", "20")
                let execution: Execution = try await connection.value(request)
                backoff.reset()
                onChange(execution)
                guard !execution.status.isFinished else { return execution }
            } catch let error as RoostError where error.isTransient {
                try await backoff.rest(after: error)
            }
        }
    }

    /// Asks the execution to stop; one that has not begun ends at once.
    @discardableResult
    public func cancelExecution(_ id: Identifier<Execution>) async throws -> Execution {
        try await connection.value(Request(.post, path(of: id, "cancel")))
    }

    /// What its log holds from `offset` bytes on.
    ///
    /// `wait`: how many seconds to wait for more to come, 60 at most.
    public func log(
        of id: Identifier<Execution>,
        from offset: Int64 = 0,
        wait: Int = 0
    ) async throws -> LogChunk {
        let request = Request(.get, path(of: id, "log"))
            .adding("offset", String(offset))
            .adding("wait", wait > 0 ? String(wait) : nil)
        return try await connection.value(request)
    }

    func path(of id: Identifier<Execution>, _ rest: String...) -> [String] {
        inProject("executions", id.description) + rest
    }
}
