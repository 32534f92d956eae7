import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities

extension Request {
    /// How many bytes the body says it has; `nil` when it comes in chunks.
    var announcedSize: Int64? {
        headers[.contentLength].flatMap(Int64.init)
    }

    /// Where the piece in the body begins.
    var uploadOffset: Int64 {
        get throws(RoostError) {
            guard let text = headers[.uploadOffset], let offset = Int64(text), offset >= 0 else {
                throw RoostError(
                    .invalidArgument,
                    "the header Upload-Offset must say at which byte this piece begins: "
                        + "ask the upload for 'received' and go on there"
                )
            }
            return offset
        }
    }
}
