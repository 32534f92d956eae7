extension Migrations {
    /// What a run was called where it was copied from: scripts and pages that know it by that name find it here.
    static let foreignRuns = """
        ALTER TABLE run ADD COLUMN foreignID TEXT CHECK (length(foreignID) BETWEEN 1 AND 64);
        CREATE UNIQUE INDEX runByForeignID ON run (projectID, foreignID) WHERE foreignID IS NOT NULL;
        """
}
