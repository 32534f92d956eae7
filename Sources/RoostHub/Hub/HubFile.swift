/// A file of a repository at one commit.
struct HubFile: Hashable, Sendable {
    let path: String
    /// In bytes.
    let size: Int64
    /// What the hub says its content hashes to; its text is the file's name in the cache.
    let digest: ContentDigest
}
