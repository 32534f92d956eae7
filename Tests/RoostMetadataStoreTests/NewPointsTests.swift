import RoostEntities
import Testing

@testable import RoostMetadataStore

/// Points of many metrics written together.
@Suite struct NewPointsTests {
    private func point(_ key: String, _ step: Int64, _ value: Double) throws -> MetricPoint {
        MetricPoint(key: try Run.Key(key), step: step, at: Timestamp(milliseconds: 1), value: value)
    }

    @Test func `many metrics come to the same together, one by one, and sent again`() async throws {
        let metadata = try Metadata()
        // More than one group of each size that statements are told of rows in.
        let points = try (0..<75).flatMap { number in
            try [2.0, 1, .nan].map { try point("metric \(number)", Int64($0.isNaN ? 0 : $0), $0 + Double(number)) }
        }
        let runs = try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            try transaction.insertSampleExperiment("a", in: project)
            return try (0..<2).map { try transaction.insertSampleRun($0, in: Experiment.Name("a"), of: project) }
        }
        try await metadata.write { transaction in
            let places = try runs.map { try #require(try transaction.place(of: $0)) }
            for _ in 0..<2 { try transaction.insertPoints(points, of: places[0]) }
            for point in points { try transaction.insertPoints([point], of: places[1]) }
        }
        let metrics = try await metadata.read { transaction in try runs.map { try transaction.run($0)?.metrics } }
        #expect(metrics[0]?.count == 75 && metrics[0] == metrics[1])
        #expect(
            metrics[0]?["metric 74"]
                == MetricSummary(last: 76, step: 2, at: Timestamp(milliseconds: 1), min: 75, max: 76, count: 3)
        )
    }

    @Test func `of points of one moment in one batch each comes once`() async throws {
        let metadata = try Metadata()
        let points = try [4.0, 9, .nan, 4, 9, .nan, 0, -.infinity].map { try point("loss", 1, $0) }
        let metric = try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            try transaction.insertSampleExperiment("a", in: project)
            let run = try transaction.insertSampleRun(0, in: Experiment.Name("a"), of: project)
            let place = try #require(try transaction.place(of: run))
            for _ in 0..<2 { try transaction.insertPoints(points, of: place) }
            return try transaction.metric(Run.Key("loss"), of: place)
        }
        let moment = Timestamp(milliseconds: 1)
        #expect(metric == MetricSummary(last: 9, step: 1, at: moment, min: -.infinity, max: 9, count: 5))
    }

    @Test func `a point of the past is found among those that are there, and one beyond is not looked for`()
        async throws
    {
        let metadata = try Metadata()
        let run = try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            try transaction.insertSampleExperiment("a", in: project)
            return try transaction.insertSampleRun(0, in: Experiment.Name("a"), of: project)
        }
        let counts = try await metadata.write { transaction in
            let place = try #require(try transaction.place(of: run))
            let new = try [[(1.0, 1)], [(2, 2), (1, 1)], [(3, 1), (3, 1), (2, 2)]].map { values in
                try transaction.insertPoints(values.map { try point("loss", Int64($0.1), $0.0) }, of: place)
            }
            return (new, try transaction.run(run)?.metrics["loss"]?.count)
        }
        #expect(counts.0 == [1, 0, 0] && counts.1 == 3)
    }
}
