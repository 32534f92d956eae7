import Foundation
import RoostEntities

/// Where a file that was asked for is.
enum FoundFile: Hashable {
    /// Content of the store, its size in bytes, and what a browser should call it.
    case here(Digest, size: Int64, name: String)
    /// At the URL.
    case elsewhere(String)
    /// Made of what a version holds, with its digest, and what a browser should call it.
    case made(Data, Digest, name: String)
}
