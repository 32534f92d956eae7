import RoostLearning
import Testing

struct HeldOutTests {
    private let targets: [Int?] = (0..<100).map { $0 % 7 == 6 ? nil : $0 % 3 }

    @Test func `of each label the share is drawn, and nothing that has none`() {
        let drawn = HeldOut.draw(targets, share: 0.25, seed: 1)
        for label in 0..<3 {
            let all = targets.count { $0 == label }
            #expect(drawn.count { targets[$0] == label } == all / 4)
        }
        #expect(drawn.allSatisfy { targets[$0] != nil })
        #expect(drawn == drawn.sorted() && Set(drawn).count == drawn.count)
    }

    @Test func `the seed decides`() {
        #expect(HeldOut.draw(targets, share: 0.2, seed: 3) == HeldOut.draw(targets, share: 0.2, seed: 3))
        #expect(HeldOut.draw(targets, share: 0.2, seed: 3) != HeldOut.draw(targets, share: 0.2, seed: 4))
    }

    @Test func `one of each label is always left`() {
        #expect(HeldOut.draw([0, 1, 1], share: 1, seed: 0).count == 1)
        #expect(HeldOut.draw([], share: 0.5, seed: 0).isEmpty)
        #expect(HeldOut.draw([0, nil], share: 0.5, seed: 0).isEmpty)
    }
}
