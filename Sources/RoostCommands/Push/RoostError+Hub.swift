import RoostClient
import RoostHub

extension RoostError {
    /// What the hub's trouble means here; its sentence stays.
    init(_ error: HubError) {
        let code: Code =
            switch error.reason {
            case .invalid: .invalidArgument
            case .missing: .notFound
            case .denied, .refused: .permissionDenied
            case .unsupported: .unsupported
            case .corrupted: .corrupted
            case .tooLarge: .tooLarge
            case .unavailable: .unavailable
            }
        self.init(code, error.message, cause: error)
    }
}
