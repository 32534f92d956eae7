import AsyncHTTPClient
import NIOCore

extension HTTPClient {
    /// The process's own client: it lives as long as the process, so nobody has to shut it down.
    ///
    /// Redirects are followed by hand, because a token must not travel with them, and a refused connection is said at
    /// once instead of being tried again for a while.
    static let roost = client(patience: .seconds(120))

    /// For work that says nothing until it is done, such as examining all content.
    static let patient = client(patience: nil)

    private static func client(patience: TimeAmount?) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(10), read: patience, write: .seconds(120))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
