/// The detections and objects of one image, judged.
struct ImageVerdicts: Sendable {
    /// What overlaps what by how much on one image.
    struct Scene: Sendable {
        let overlaps: OverlapTable
        let rule: DetectionVerdicts.Rule
        let threshold: Double
        let background: Double
    }

    private let scene: Scene
    /// The detections that count, the surest first.
    let rows: [Int32]
    /// The objects that are no crowds.
    let objects: [Int32]
    private let crowds: [Int32]
    /// The overlaps of all rows with all objects, row by row.
    private var table: [Double] = []
    /// For each row the column of its object, right or mistaken.
    private(set) var columns: [Int?]
    /// For each object the row that found it.
    private(set) var finders: [Int?]
    private(set) var verdicts: [DetectionVerdicts.Detection] = []
    private(set) var isExcused: [Bool] = []

    init(_ scene: Scene, detections: ArraySlice<Int32>, objects: ArraySlice<Int32>) {
        self.scene = scene
        rows = Self.counted(detections, scene)
        self.objects = objects.filter { !scene.overlaps.truth.crowds[Int($0)] }
        crowds = objects.filter { scene.overlaps.truth.crowds[Int($0)] }
        columns = Array(repeating: nil, count: rows.count)
        finders = Array(repeating: nil, count: self.objects.count)
        scene.overlaps.fill(&table, rows: rows, objects: self.objects)
        for row in rows.indices { take(row) }
        for row in rows.indices { judge(row) }
    }

    /// How much a row overlaps the object it is about; 0 if it is about none.
    func overlap(_ row: Int) -> Double {
        columns[row].map { table[row * objects.count + $0] } ?? 0
    }

    /// What became of an object.
    func verdict(column: Int) -> DetectionVerdicts.Object {
        guard finders[column] == nil else { return .found }
        return blame(column: column) == nil ? .missed : .mistaken
    }

    /// The surest row that is about an object, with a wrong label or in a wrong place.
    func blame(column: Int) -> Int? {
        rows.indices.first { row in
            columns[row] == column && (verdicts[row] == .classification || verdicts[row] == .localization)
        }
    }

    private static func counted(_ detections: ArraySlice<Int32>, _ scene: Scene) -> [Int32] {
        let found = scene.overlaps.detections
        let sorted = detections.sorted { one, other in
            let (first, second) = (found.scores[Int(one)], found.scores[Int(other)])
            return first > second || first == second && one < other
        }
        switch scene.rule {
        case .tide: return Array(sorted.prefix(DetectionVerdicts.limit))
        case .coco:
            var counts: [UInt16: Int] = [:]
            return sorted.filter { row in
                counts[found.columns.labels[Int(row)], default: 0] += 1
                return counts[found.columns.labels[Int(row)], default: 0] <= DetectionVerdicts.limit
            }
        }
    }

    /// Gives a row the object of its label that it overlaps most of those that are left, if by enough.
    private mutating func take(_ row: Int) {
        var best = scene.threshold
        var found: Int?
        for column in objects.indices where finders[column] == nil && isSameLabel(row, objects[column]) {
            let overlap = table[row * objects.count + column]
            guard overlap > best || overlap == best && (found == nil || scene.rule == .coco) else { continue }
            (best, found) = (overlap, column)
        }
        columns[row] = found
        if let found { finders[found] = row }
    }

    private mutating func judge(_ row: Int) {
        guard columns[row] == nil else {
            verdicts.append(.truePositive)
            isExcused.append(false)
            return
        }
        let (verdict, column) = error(row)
        verdicts.append(verdict)
        columns[row] = column
        isExcused.append(crowds.contains { isSameLabel(row, $0) && excuses($0, row) })
    }

    private func excuses(_ crowd: Int32, _ row: Int) -> Bool {
        let overlap = scene.overlaps.overlap(Int(rows[row]), Int(crowd), isCrowd: true)
        return overlap > scene.threshold || overlap == scene.threshold && scene.rule == .coco
    }

    /// Why a row is wrong, and which object it is about: TIDE's tests in tidecv's order.
    private func error(_ row: Int) -> (DetectionVerdicts.Detection, column: Int?) {
        let near = closest(row) { isSameLabel(row, objects[$0]) }
        if let near, near.overlap >= scene.background, near.overlap <= scene.threshold {
            return (.localization, near.column)
        }
        let other = closest(row) { !isSameLabel(row, objects[$0]) }
        if let other, other.overlap >= scene.threshold { return (.classification, other.column) }
        let taken = closest(row) { finders[$0] != nil && isSameLabel(row, objects[$0]) }
        if let taken, taken.overlap >= scene.threshold { return (.duplicate, taken.column) }
        guard let any = closest(row, where: { _ in true }), any.overlap > scene.background else {
            return (.background, nil)
        }
        return (.both, any.column)
    }

    /// The object that a row overlaps most, the first of those it overlaps alike.
    private func closest(_ row: Int, where isMeant: (Int) -> Bool) -> (column: Int, overlap: Double)? {
        var best: (column: Int, overlap: Double)?
        for column in objects.indices where isMeant(column) {
            let overlap = table[row * objects.count + column]
            if overlap > best?.overlap ?? -1 { best = (column, overlap) }
        }
        return best
    }

    private func isSameLabel(_ row: Int, _ object: Int32) -> Bool {
        scene.overlaps.detections.columns.labels[Int(rows[row])] == scene.overlaps.truth.columns.labels[Int(object)]
    }
}
