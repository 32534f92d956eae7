extension Migrations {
    /// What clients of experiment tracking say beyond what Roost asks: where artifacts lie, who ran it, what the data was.
    ///
    /// Experiments are known to them by `experiment.key`; 0 is the one that runs go to when nobody says where.
    static let tracking = """
        ALTER TABLE experiment ADD COLUMN artifactLocation TEXT CHECK (artifactLocation <> '');
        CREATE INDEX experimentByCreation ON experiment (projectID, createdAt);

        ALTER TABLE run ADD COLUMN userID TEXT CHECK (userID <> '');

        ALTER TABLE runInput ADD COLUMN sourceType TEXT;
        ALTER TABLE runInput ADD COLUMN source TEXT;
        ALTER TABLE runInput ADD COLUMN schema TEXT;
        ALTER TABLE runInput ADD COLUMN profile TEXT;
        ALTER TABLE runInput ADD COLUMN tags TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(tags));
        CREATE INDEX runInputByDataset ON runInput (dataset, runKey);
        CREATE INDEX runInputByDigest ON runInput (digest, runKey) WHERE digest IS NOT NULL;
        """
}
