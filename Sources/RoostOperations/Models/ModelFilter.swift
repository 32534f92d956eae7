/// Which models a list shows.
package struct ModelFilter: Sendable, Hashable {
    /// Archived ones too.
    package var archived: Bool
    /// Deleted ones too.
    package var deleted: Bool
    /// Only those whose name begins so.
    package var namePrefix: String?

    package init(archived: Bool = false, deleted: Bool = false, namePrefix: String? = nil) {
        self.archived = archived
        self.deleted = deleted
        self.namePrefix = namePrefix
    }
}
