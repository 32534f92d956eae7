extension Roost {
    /// Whether the server is well, and which version of Roost it is.
    public func health() async throws -> Health {
        var request = Request(.get, ["health"])
        request.root = "/"
        return try await connection.value(request)
    }

    /// Whom the server takes this token for.
    public func session() async throws -> Session {
        try await connection.value(Request(.get, ["session"]))
    }
}
