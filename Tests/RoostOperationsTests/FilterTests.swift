import RoostEntities
import Testing

@testable import RoostOperations

/// Filters against ten items: `0.png` to `9.png`, each with a width of one more than its number.
@Suite struct FilterTests {
    @Test(arguments: [
        ("width > 8", "89"), ("width >= 3 and width <= 4 or path = \"9.png\"", "239"), ("not width != 5", "4"),
        ("path ~ \"t*\"", "5678"), ("path ~ \"t/?.png\" and path !~ \"*5*\"", "678"), ("path ~ \"[5-9]*\"", ""),
        ("subset = train", "56"), ("subset = none", "9"), ("not subset", "9"), ("subset in (train, none)", "569"),
        ("subset not in (test)", "569"), ("label = cat", "02468"), ("label = 3", "3"),
        ("label ~ \"c*\" and width > 5", "68"),
        ("label", "0123468"), ("not label", "579"), ("label != cat", "13579"), ("annotations = 2", "3"),
        ("label in (cat, \"3\") and subset = test", "02348"), ("size = 5", "0123456789"),
        ("mediaType = image/test", "0123456789"),
        ("metadata.camera = left", "12"), ("metadata.camera != left", "03456789"), ("metadata.night", "2"),
        ("metadata.night = false", "1"), ("metadata.lens.mm > 30", "3"), ("metadata.lens.mm = \"35\"", ""),
        ("metadata.\"odd key\" ~ \"*x\"", "3"), ("created > \"2026-01-01\"", "0123456789"),
        ("created < \"2026-01-01\"", ""),
        ("predicted", "4"), ("predicted and label != cat", ""),
        ("(label = cat or predicted) and not (width > 4)", "02"),
    ])
    func `a filter of items means what it says`(text: String, expected: String) async throws {
        let registry = try await Registry.filled()
        let filter = try Filter(text)
        let page = try await registry.operations.items(
            of: Dataset.Name("shapes"),
            filter: filter,
            in: registry.project,
            as: registry.admin
        )
        let found = page.items.map { String($0.width - 1) }.sorted().joined()
        #expect(found == expected)
        let count = try await registry.operations.itemCount(
            of: Dataset.Name("shapes"),
            filter: filter,
            in: registry.project,
            as: registry.admin
        )
        #expect(count == expected.count)
    }

    @Test(arguments: [
        ("label = cat", 6), ("kind = truth", 8), ("kind = prediction", 2), ("score > 0.5", 1), ("not score", 8),
        ("version = \"m:1\" and label != truth", 1), ("label = truth and version", 1), ("geometry = box", 1),
        ("attribute.crowd", 1), ("attribute.crowd = true and label = 3", 1), ("path = \"3.png\"", 2),
        ("subset = train", 1), ("by = ada", 10), ("truth = 3", 2), ("execution", 0), ("version = \"m:2\"", 0),
    ])
    func `a filter of annotations means what it says`(text: String, expected: Int) async throws {
        let registry = try await Registry.filled()
        let page = try await registry.operations.annotations(
            of: Dataset.Name("shapes"),
            filter: AnnotationFilter(filter: try Filter(text)),
            in: registry.project,
            as: registry.admin
        )
        #expect(page.items.count == expected)
    }

    @Test(arguments: [
        "heigth > 3", "width = big", "width ~ \"3*\"", "subset = dev", "metadata = 3", "metadata.\"a\\\"b\" = 3",
        "created > yesterday", "predicted > 3", "path.x = 3", "subset < test",
    ])
    func `what cannot be asked of items is refused with its place`(text: String) async throws {
        let registry = try await Registry.filled()
        let error = await #expect(throws: RoostError.self) {
            _ = try await registry.operations.items(
                of: Dataset.Name("shapes"),
                filter: Filter(text),
                in: registry.project,
                as: registry.admin
            )
        }
        #expect(error?.code == .invalidArgument && error?.message.contains("at character 1:") == true)
    }

    @Test(arguments: ["label = cat", "path ~ \"*\"", "path ~ \"t*\"", "width > 0", "subset = test"])
    func `pages of a filter are the whole, in order`(text: String) async throws {
        let registry = try await Registry.filled()
        var (items, after): ([Item], PageToken?) = ([], nil)
        repeat {
            let page = try await registry.operations.items(
                of: Dataset.Name("shapes"),
                filter: Filter(text),
                page: PageRequest(limit: 2, after: after),
                in: registry.project,
                as: registry.admin
            )
            items += page.items
            after = page.next
        } while after != nil
        let whole = try await registry.operations.items(
            of: Dataset.Name("shapes"),
            filter: Filter(text),
            in: registry.project,
            as: registry.admin
        )
        #expect(items == whole.items && !items.isEmpty)
    }
}

extension Registry {
    /// Items with all that filters look at.
    static func filled() async throws -> Registry {
        let registry = try await Registry()
        let name = try Dataset.Name("shapes")
        _ = try await registry.operations.createDataset(name, in: registry.project, as: registry.admin)
        let metadata: [Int: [String: JSONValue]] = [
            1: ["camera": "left", "night": .bool(false)], 2: ["camera": "left", "night": .bool(true)],
            3: ["camera": .integer(4), "lens": ["mm": .integer(35)], "odd key": "ax"],
        ]
        var drafts: [Item.Draft] = []
        for number in 0..<10 {
            var annotations = number % 2 == 0 ? [Annotation.Draft(label: "cat")] : []
            if number == 1 { annotations = [Annotation.Draft(label: "1")] }
            if number == 3 {
                let box = Geometry.box(.init(x: 0, y: 0, width: 1, height: 1))
                annotations = [.init(label: "3"), .init(label: "3", geometry: box, attributes: ["crowd": .bool(true)])]
            }
            drafts.append(
                Item.Draft(
                    path: try Artifact.Path((5...8).contains(number) ? "t/\(number).png" : "\(number).png"),
                    digest: try await registry.image(UInt8(number + 1), 9),
                    subset: number == 9 ? nil : (5...6).contains(number) ? .train : .test,
                    annotations: annotations,
                    metadata: metadata[number] ?? [:]
                )
            )
        }
        let items = try await registry.operations.addItems(drafts, to: name, in: registry.project, as: registry.admin)
        try await registry.push("m")
        let answers = [("cat", 0.9), ("dog", 0.1)].map { label, score in
            Annotation.Addition(
                itemID: items[4].id,
                Annotation.Draft(label: label, score: score),
                version: try? Reference("m:1")
            )
        }
        _ = try await registry.operations.addAnnotations(answers, to: name, in: registry.project, as: registry.admin)
        return registry
    }
}
