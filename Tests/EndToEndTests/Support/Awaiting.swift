import RoostClient

/// Asks again and again until there is an answer; after ten minutes there will be none.
func awaiting<Value>(_ what: String, _ ask: () async throws -> Value?) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(600)
    while ContinuousClock.now < deadline {
        if let value = try await ask() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw RoostError(.unavailable, "ten minutes went by without \(what)")
}
