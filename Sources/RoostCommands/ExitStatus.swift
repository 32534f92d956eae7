import RoostClient

/// What the shell learns of how a command ended; `docs/cli.md` shows the table.
///
/// The numbers are those of sysexits.h where it has one.
enum ExitStatus: Int32, CaseIterable {
    case success = 0
    case failure = 1
    case usage = 64
    case badData = 65
    case notFound = 66
    case unavailable = 69
    case fault = 70
    case exists = 73
    case denied = 77
    case interrupted = 130

    init(_ code: RoostError.Code) {
        self =
            switch code {
            case .invalidArgument, .outOfRange: .usage
            case .unauthenticated, .permissionDenied: .denied
            case .notFound: .notFound
            case .alreadyExists: .exists
            case .failedPrecondition, .unsupported: .failure
            case .tooLarge, .corrupted: .badData
            case .cancelled: .interrupted
            case .unavailable: .unavailable
            case .internal: .fault
            }
    }
}
