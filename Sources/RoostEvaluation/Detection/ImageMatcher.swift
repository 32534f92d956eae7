/// Matches the detections of one label on one image to its objects, by COCO's rule.
///
/// From the highest score down each detection takes the object it overlaps most, if by no less than the threshold and
/// not yet taken; of equal overlaps the later object. Objects that are ignored, because they are crowds or of another
/// size, are taken only when no other is to be had; a crowd can be taken again and again.
struct ImageMatcher {
    private let plan: DetectionPlan
    private let thresholds: [Double]
    private let lowestThreshold: Double
    private(set) var matches = DetectionMatches()

    private var places: ArraySlice<Int32> = []
    private var objects: ArraySlice<Int32> = []
    private var overlaps: [Double] = []
    /// For each range of sizes the columns of the objects, those that are ignored last.
    private var columns: [Int] = []
    private var isIgnored: [Bool] = []
    /// For each range of sizes and object, the thresholds at which it is taken.
    private var taken: [UInt16] = []
    private var bits: [DetectionMatches.Bits] = []
    private var outsides: [UInt8] = []

    init(_ plan: DetectionPlan) {
        self.plan = plan
        // A pair of like shapes counts as overlapping whatever rounding made of it.
        thresholds = plan.settings.thresholds.map { min($0, 1 - 1e-10) }
        lowestThreshold = thresholds.min() ?? 0
    }

    mutating func match(image: Int) {
        let labels = plan.overlaps.detections.columns.labels
        let objectLabels = plan.overlaps.truth.columns.labels
        var objects = plan.objectsByImage[image]
        var places = plan.placesByImage[image]
        while let first = places.first {
            let label = labels[Int(plan.order.rows[Int(first)])]
            let end = plan.order.labelStarts[Int(label) + 1]
            let group = places.prefix { Int($0) < end }
            places = places[group.endIndex...]
            objects = objects.drop { objectLabels[Int($0)] < label }
            let candidates = objects.prefix { objectLabels[Int($0)] == label }
            objects = objects[candidates.endIndex...]
            matches.dropped += group.dropFirst(plan.settings.limit)
            guard !candidates.isEmpty else { continue }
            match(group.prefix(plan.settings.limit), to: candidates)
        }
    }

    private mutating func match(_ places: ArraySlice<Int32>, to objects: ArraySlice<Int32>) {
        self.places = places
        self.objects = objects
        plan.overlaps.fill(&overlaps, rows: places.map { plan.order.rows[Int($0)] }, objects: objects)
        prepare()
        for (rank, place) in places.enumerated() {
            let row = rank * objects.count
            guard overlaps[row..<row + objects.count].contains(where: { $0 >= lowestThreshold }) else { continue }
            for area in plan.settings.areas.indices {
                bits[area] = match(row: row, area: area)
            }
            matches.append(place: place, rank: rank, bits: bits)
        }
    }

    /// Nothing is taken; in each range of sizes the objects that count come first.
    private mutating func prepare() {
        let areas = plan.settings.areas.count
        taken = Array(repeating: 0, count: areas * objects.count)
        bits = Array(repeating: DetectionMatches.Bits(), count: areas)
        columns.removeAll(keepingCapacity: true)
        isIgnored.removeAll(keepingCapacity: true)
        outsides.removeAll(keepingCapacity: true)
        for object in objects {
            let truth = plan.overlaps.truth
            outsides.append(truth.crowds[Int(object)] ? .max : plan.settings.outside(truth.areas[Int(object)]))
        }
        for area in 0..<areas {
            let bit: UInt8 = 1 << UInt8(area)
            for column in outsides.indices where outsides[column] & bit == 0 { columns.append(column) }
            for column in outsides.indices where outsides[column] & bit != 0 { columns.append(column) }
            for column in outsides.indices { isIgnored.append(outsides[column] & bit != 0) }
        }
    }

    private mutating func match(row: Int, area: Int) -> DetectionMatches.Bits {
        var bits = DetectionMatches.Bits()
        let (first, end) = (area * objects.count, (area + 1) * objects.count)
        for (index, threshold) in thresholds.enumerated() {
            let bit: UInt16 = 1 << UInt16(index)
            var best = threshold
            var found: Int?
            for position in first..<end {
                let column = columns[position]
                let isCrowd = plan.overlaps.truth.crowds[Int(objects[objects.startIndex + column])]
                if taken[first + column] & bit != 0, !isCrowd { continue }
                if let found, !isIgnored[first + found], isIgnored[first + column] { break }
                guard overlaps[row + column] >= best else { continue }
                best = overlaps[row + column]
                found = column
            }
            guard let found else { continue }
            taken[first + found] |= bit
            bits.matched |= bit
            if isIgnored[first + found] { bits.ignored |= bit }
        }
        return bits
    }
}
