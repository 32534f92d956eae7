import GRDB

/// The steps from an empty file to the schema of today, in order.
///
/// A step speaks SQL alone, uses none of our types, and is never edited once it shipped.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, sql) in steps {
            migrator.registerMigration(name) { database in
                try database.execute(sql: sql)
            }
        }
        return migrator
    }

    private static let steps = [
        ("001_projects", projects),
        ("002_blobs", blobs),
        ("003_models", models),
        ("004_datasets", datasets),
        ("005_executions", executions),
        ("006_annotations", annotations),
        ("007_accessTokens", accessTokens),
        ("008_snapshots", snapshots),
        ("009_runs", runs),
        ("010_evaluations", evaluations),
        ("011_objects", objects),
        ("012_tracking", tracking),
        ("013_registry", registry),
        ("014_loggedModels", loggedModels),
        ("015_foreignRuns", foreignRuns),
        ("016_traces", traces),
        ("017_scheduledRuns", scheduledRuns),
    ]
}
