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

extension COCOFile {
    /// Looks for an image in each of the folders where it may be; the first of them when it is nowhere.
    ///
    /// - Throws: `invalidArgument` when there is no folder.
    func place(ofImage name: String?) throws(RoostError) -> (images: ImagePlace, prefix: String) {
        guard let first = folders.first else {
            throw RoostError(.invalidArgument, "no folder of images is given; name it with --images")
        }
        guard folders.count > 1, let name, let path = try? ImagePlace.path(name) else {
            return (ImagePlace(first.images), first.prefix)
        }
        let found = folders.first { FolderListing.has(path.text, in: $0.images) } ?? first
        return (ImagePlace(found.images), found.prefix)
    }
}
