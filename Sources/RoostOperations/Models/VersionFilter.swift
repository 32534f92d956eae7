/// Which versions a list shows.
package struct VersionFilter: Sendable, Hashable {
    /// Archived ones too.
    package var archived: Bool
    /// Deleted ones too.
    package var deleted: Bool

    package init(archived: Bool = false, deleted: Bool = false) {
        self.archived = archived
        self.deleted = deleted
    }
}
