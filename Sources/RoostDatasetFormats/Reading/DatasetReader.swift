import RoostEntities

/// A dataset in files, read item by item, so that its size does not matter.
package protocol DatasetReader: Sendable {
    /// What is known before the first item.
    var header: DatasetHeader { get }
    /// How many items there are; `nil` when only reading them tells.
    var itemCount: Int? { get }
    /// What was left out so far, a sentence each.
    var remarks: [String] { get }

    /// The next items, `count` at most; none at the end. Blocks.
    ///
    /// - Throws: `corrupted` and others with the file and the place in it.
    mutating func read(_ count: Int) throws -> [ImportedItem]
}
