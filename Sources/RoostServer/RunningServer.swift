import Foundation
import Logging
import RoostArtifactStore
import RoostOperations

/// A server that can be reached, as those see it that work beside it.
package struct RunningServer: Sendable {
    /// With scheme, host and the port it really has.
    package let url: String
    package let home: URL
    package let operations: Operations
    package let blobs: any BlobStore
    package let logger: Logger
}
