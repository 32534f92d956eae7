import GRDB
import RoostEntities

extension Reading {
    /// About as many bytes does a page hold; a version more than that is a page of its own.
    private static var largestPage: Int { 32 << 20 }

    /// One that was not deleted, of a model that was not.
    package func trackedVersion(
        _ number: Int64,
        ofModelNamed name: Model.Name,
        in project: Identifier<Project>
    ) throws -> TrackedVersion? {
        try connection.first(
            """
            \(Self.versionSelection)
            WHERE model.projectID = ? AND model.name = ? AND model.deletedAt IS NULL AND version.number = ?
                AND version.deletedAt IS NULL
            """,
            [project, name, number]
        )
    }

    /// What an alias points at.
    package func trackedVersion(_ alias: Alias, of model: Identifier<Model>) throws -> TrackedVersion? {
        try connection.first(
            """
            \(Self.versionSelection)
            WHERE version.id = (SELECT versionID FROM alias WHERE alias.modelID = ? AND alias.name = ?)
                AND version.deletedAt IS NULL
            """,
            [model, alias]
        )
    }

    /// The one with the highest number.
    package func latestTrackedVersion(of model: Identifier<Model>) throws -> TrackedVersion? {
        try connection.first(
            """
            \(Self.versionSelection) WHERE version.modelID = ? AND version.deletedAt IS NULL
            ORDER BY version.number DESC LIMIT 1
            """,
            [model]
        )
    }

    /// The one with the highest number of each stage, the least far come first.
    package func latestTrackedVersions(of model: Identifier<Model>) throws -> [TrackedVersion] {
        let versions: [TrackedVersion] = try connection.all(
            """
            \(Self.versionSelection) WHERE version.id IN (SELECT
                (SELECT newest.id FROM version AS newest
                    WHERE newest.modelID = ? AND newest.stage = stages.value AND newest.deletedAt IS NULL
                    ORDER BY newest.number DESC LIMIT 1)
                FROM json_each('["none", "staging", "production", "archived"]') AS stages)
            """,
            [model]
        )
        let stages = TrackedVersion.Stage.allCases
        return stages.flatMap { stage in versions.filter { $0.stage == stage } }
    }

    /// Versions of a search in its order, after the first `offset`, but those with the tag that is `excluded`.
    ///
    /// A page has fewer versions than its limit, and yet there are more, when these hold megabytes.
    package func trackedVersions(
        _ search: VersionSearch,
        excluded: ExcludedTag?,
        in project: Identifier<Project>,
        limit: Int,
        offset: Int
    ) throws -> (versions: [TrackedVersion], hasMore: Bool) {
        let list = VersionSearchList(search: search, excluded: excluded, project: project)
        let statement = try list.statement(few: try connection.few(list.probes), limit: limit + 1, offset: offset)
        var (versions, bytes, hasMore) = ([TrackedVersion](), 0, false)
        try connection.each(statement.sql, statement.arguments, isKept: false) { row in
            hasMore = versions.count == limit || bytes >= Self.largestPage
            guard !hasMore else { return false }
            let version = try TrackedVersion(row: row)
            versions.append(version)
            bytes += version.weight
            return true
        }
        return (versions, hasMore)
    }
}

extension TrackedVersion: FetchableRecord {
    package init(row: Row) throws {
        self.init(
            version: try Version(row: row),
            source: try row.decode(forColumn: "origin"),
            run: try row.decode(forColumn: "runID"),
            runLink: try row.decode(forColumn: "runLink"),
            stage: try row.decode(forColumn: "stage"),
            loggedModel: try row.decode(forColumn: "originModel"),
            user: try row.decode(forColumn: "userID")
        )
    }
}

extension TrackedVersion {
    /// About as many bytes as it takes.
    fileprivate var weight: Int {
        let tags = version.tags.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return 512 + tags + version.description.utf8.count + (source?.utf8.count ?? 0)
    }
}
