import * as fc from 'fast-check';
import { growTree, isIncluded, leafHash } from '../../storage/checkpoints/merkle';

/** The leaves and roots that the reference implementation of Certificate Transparency is tested with. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex'),
);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test.each(ROOTS.map((root, leaves) => [leaves, root]))(
  'a tree of %i leaves has the root of RFC 6962',
  (leaves, root) => {
    const tree = growTree();
    for (const leaf of LEAVES.slice(0, leaves)) tree.add(leaf);
    expect(tree.end()).toEqual({ leaves, root, inclusions: [] });
  },
);

test('the way from the sixth of eight leaves is that of RFC 6962', () => {
  const tree = growTree();
  LEAVES.forEach((leaf, i) => tree.add(leaf, i === 5));
  expect(tree.end().inclusions).toEqual([
    {
      index: 5,
      path: [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    },
  ]);
});

const named = (i: number): string => `leaf ${i}`;

test('each leaf of any tree proves its place, and no other content, place, size or root', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), (leaves) => {
      const tree = growTree();
      for (let i = 0; i < leaves; i++) tree.add(named(i), true);
      const { root, inclusions } = tree.end();
      expect(inclusions).toHaveLength(leaves);
      for (const inclusion of inclusions) {
        const { index, path } = inclusion;
        expect(isIncluded(named(index), inclusion, leaves, root)).toBe(true);
        expect(isIncluded('another', inclusion, leaves, root)).toBe(false);
        expect(isIncluded(named(index), { index: index + 1, path }, leaves, root)).toBe(false);
        expect(isIncluded(named(index), { index, path: path.slice(1) }, leaves + 1, root)).toBe(false);
        expect(isIncluded(named(index), { index, path: [...path, root] }, leaves, root)).toBe(false);
        expect(isIncluded(named(index), inclusion, leaves, leafHash('other').toString('hex'))).toBe(false);
      }
    }),
    { numRuns: 30, seed: 6962 },
  );
});

test('a node does not pass for a leaf', () => {
  const left = leafHash('a');
  const right = leafHash('b');
  const tree = growTree();
  tree.add('a');
  tree.add('b');
  const { root } = tree.end();
  const posing = growTree();
  posing.add(Buffer.concat([left, right]));
  expect(posing.end().root).not.toBe(root);
});
