import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

extension RoostError {
    /// What a failed exchange means to a person.
    package init(transport error: any Error, server: String) {
        switch error {
        case let error as RoostError:
            self = error
        case is CancellationError:
            self.init(.cancelled, "cancelled", cause: error)
        case is NIOConnectionError:
            self.init(noServerAt: server, cause: error)
        case let error as IOError where [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(error.errnoCode):
            self.init(noServerAt: server, cause: error)
        case is NIOTooManyBytesError:
            self.init(.tooLarge, "\(server) gave an answer larger than any Roost gives", cause: error)
        case let error as HTTPClientError:
            self.init(http: error, server: server)
        default:
            self.init(.unavailable, "the connection to \(server) broke; try again", cause: error)
        }
    }

    private init(http error: HTTPClientError, server: String) {
        switch error {
        case .cancelled:
            self.init(.cancelled, "cancelled", cause: error)
        case .connectTimeout:
            self.init(noServerAt: server, cause: error)
        case .readTimeout, .writeTimeout, .deadlineExceeded:
            self.init(.unavailable, "\(server) did not answer in time; try again", cause: error)
        case .invalidURL, .emptyHost, .emptyScheme:
            self.init(.invalidArgument, "\(quoted(server)) is no server's address", cause: error)
        default:
            self.init(.unavailable, "the connection to \(server) broke; try again", cause: error)
        }
    }

    private init(noServerAt server: String, cause: any Error) {
        self.init(.unavailable, "no server answers at \(server); start one with 'roost serve'", cause: cause)
    }

    /// The error as it is if it is ours, else as the cause of one that says what was being done.
    init(wrapping error: any Error, _ doing: String) {
        switch error {
        case let error as RoostError: self = error
        case is CancellationError: self.init(.cancelled, "cancelled", cause: error)
        default: self.init(.internal, "\(doing): \(error)", cause: error)
        }
    }

    /// Whether the other side closed the connection before it answered anything.
    var isClosedConnection: Bool {
        switch cause {
        case let error as HTTPClientError: error == .remoteConnectionClosed
        case let error as IOError: error.errnoCode == ECONNRESET || error.errnoCode == EPIPE
        default: false
        }
    }

    /// Whether trying the same again can help.
    var isTransient: Bool { code == .unavailable }
}
