/// What lies in a folder of a run: a file, or a folder again.
package struct RunFolderEntry: Sendable, Hashable {
    package let name: String
    /// In bytes; `nil` of a folder.
    package let size: Int64?

    package init(name: String, size: Int64?) {
        self.name = name
        self.size = size
    }
}
