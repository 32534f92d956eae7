import Foundation
import RoostEntities

/// A COCO file with the folders where its images may be.
struct COCOFile: Equatable {
    struct Folder: Equatable {
        let images: URL
        /// The folder the items get in the dataset, so that files of several folders do not collide; "" for none.
        let prefix: String
    }

    let file: URL
    /// Others about the same images: key points, captions.
    var companions: [URL] = []
    /// The likely ones first.
    let folders: [Folder]
    let subset: Subset?
}
