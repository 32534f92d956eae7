import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostONNXRuntime

extension RoostError {
    /// What a module below said while a model was loaded, in our own terms.
    package init(loading error: any Error) {
        switch error {
        case let error as RoostError:
            self = error
        case let error as HuggingFaceError:
            self.init(Code(error.reason), error.message, cause: error)
        case let error as ImageError:
            self.init(.corrupted, "preprocessing: \(error.message)", cause: error)
        case let error as ONNXRuntimeError:
            self.init(.unsupported, error.message, cause: error)
        case is CancellationError:
            self.init(.cancelled, "loading the model was cancelled", cause: error)
        default:
            self.init(.internal, "the model could not be loaded: \(error)", cause: error)
        }
    }
}

extension RoostError.Code {
    fileprivate init(_ reason: HuggingFaceError.Reason) {
        switch reason {
        case .invalid, .missing: self = .corrupted
        case .unsupported: self = .unsupported
        case .unreadable: self = .unavailable
        }
    }
}
