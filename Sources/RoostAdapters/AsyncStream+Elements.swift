extension AsyncStream where Element: Sendable {
    /// What is there already, one by one.
    package init(_ elements: [Element]) {
        self.init { continuation in
            for element in elements { continuation.yield(element) }
            continuation.finish()
        }
    }
}
