/** A reply with all that a reply can have. */
export const MARKDOWN = `# Halving an interval

To find where $f(x) = x^2 - 2$ is nought, **halve** the interval, *look*, and ~~guess~~ go on. It is slow and sure; see
[the method](https://example.org/bisection) and \`Math.abs\`.

## Steps

1. Take $a$ and $b$ with $f(a) \\cdot f(b) < 0$.
2. Look at the middle:
   - its sign is that of $f(a)$: go on with the right half;
   - otherwise with the left.
3. Stop when $|b - a| < \\varepsilon$.

- [x] The sign changes
- [ ] The interval is small enough

> Each step gains one binary digit, so ten steps gain about three decimal ones.

| Step | a | b | Middle | f(middle) | What is left of the interval |
| ---: | ---: | ---: | ---: | ---: | :--- |
| 1 | 1 | 2 | 1.5 | 0.25 | left half |
| 2 | 1 | 1.5 | 1.25 | −0.4375 | right half |

### In code

\`\`\`python
def root(f, a, b, small=1e-9):
    """Halves [a, b] until it is small."""
    while b - a > small:
        middle = (a + b) / 2  # never outside, whatever the numbers that are added here happen to be
        if f(a) * f(middle) <= 0:
            b = middle
        else:
            a = middle
    return a
\`\`\`

---

$$
\\left(\\frac{\\displaystyle\\sum_{k=1}^{n} k^2}{\\displaystyle\\prod_{k=1}^{n} k}\\right)^{\\!2}
= \\left[\\int_0^1 \\sqrt{\\frac{1 + x^2}{1 - x^2}}\\,dx\\right]
+ \\begin{pmatrix} 1 & 2 & 3 \\\\ 4 & 5 & 6 \\\\ 7 & 8 & 9 \\end{pmatrix}
\\begin{cases} x & x > 0 \\\\ -x & x \\le 0 \\end{cases}
$$
`;
