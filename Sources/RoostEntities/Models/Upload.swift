/// Content on its way into the store, to be continued where it stopped.
public struct Upload: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<Upload>
    public let projectID: Identifier<Project>
    /// In bytes, as announced.
    public let size: Int64
    /// As announced; what arrives must have it.
    public let digest: Digest
    /// Bytes that are safely here.
    public var received: Int64
    public let createdAt: Timestamp
    /// An upload that rests longer than this is forgotten.
    public let expiresAt: Timestamp
    /// The store has this content already: there is nothing to send.
    public var complete: Bool
}

extension Upload {
    package init(
        id: Identifier<Upload>,
        projectID: Identifier<Project>,
        size: Int64,
        digest: Digest,
        received: Int64,
        createdAt: Timestamp,
        expiresAt: Timestamp,
        isComplete: Bool
    ) {
        self.id = id
        self.projectID = projectID
        self.size = size
        self.digest = digest
        self.received = received
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        complete = isComplete
    }
}
