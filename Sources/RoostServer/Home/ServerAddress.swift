/// Where a running server is, so that clients find it by its home.
package struct ServerAddress: Codable, Sendable, Hashable {
    package let url: String
    package let pid: Int32
}
